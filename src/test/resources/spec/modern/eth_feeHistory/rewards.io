// tips at percentiles of the gas used
>> {"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":["0x3","latest",[0,50,100]]}
<< {"jsonrpc":"2.0","id":1,"result":{"oldestBlock":"0x12","reward":[["0x86","0x110d9e3","0x50755d5b"],["0x116","0x643735d8","0x64a9717a"],["0x11409946","0x28706386","0x770224fb"]],"baseFeePerGas":["0x1d1234a0","0x1f2ad012","0x1feb1d63","0x22f35ee6"],"gasUsedRatio":[0.788413,0.5964063333333334,0.88],"baseFeePerBlobGas":["0x1","0x1","0x1","0x1"],"blobGasUsedRatio":[0,0,0]}}
