// zeros for what did not exist yet
>> {"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":["0x2","latest",[50]]}
<< {"jsonrpc":"2.0","id":1,"result":{"oldestBlock":"0x27","reward":[["0x5967b930"],["0x5cdef6ee"]],"baseFeePerGas":["0x0","0x0","0x0"],"gasUsedRatio":[0.2778365,0.01131585],"baseFeePerBlobGas":["0x0","0x0","0x0"],"blobGasUsedRatio":[0,0]}}
