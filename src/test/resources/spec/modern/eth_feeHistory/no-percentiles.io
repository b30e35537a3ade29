// no rewards without percentiles
>> {"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":[2,"0x5",[]]}
<< {"jsonrpc":"2.0","id":1,"result":{"oldestBlock":"0x4","baseFeePerGas":["0x26868d4e","0x22849010","0x2496c1aa"],"gasUsedRatio":[0.08388488888888888,0.74],"baseFeePerBlobGas":["0x1","0x1","0x1"],"blobGasUsedRatio":[0,0]}}
