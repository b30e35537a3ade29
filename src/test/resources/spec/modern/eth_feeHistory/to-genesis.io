// fewer blocks where the chain begins
>> {"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":["0x400","0x1",null]}
<< {"jsonrpc":"2.0","id":1,"result":{"oldestBlock":"0x0","baseFeePerGas":["0x3b9aca00","0x342770c0","0x2ebee2d4"],"gasUsedRatio":[0,0.085197],"baseFeePerBlobGas":["0x1","0x1","0x1"],"blobGasUsedRatio":[0,0]}}
