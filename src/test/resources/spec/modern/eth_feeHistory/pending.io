// the pending block counts, though there is none
>> {"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":["3","pending",[]]}
<< {"jsonrpc":"2.0","id":1,"result":{"oldestBlock":"0x13","baseFeePerGas":["0x1f2ad012","0x1feb1d63","0x22f35ee6"],"gasUsedRatio":[0.5964063333333334,0.88],"baseFeePerBlobGas":["0x1","0x1","0x1"],"blobGasUsedRatio":[0,0]}}
