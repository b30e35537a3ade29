// a block that is not there yet
>> {"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":["0x1","0x15",[]]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"request beyond head block: requested 21, head 20"}}
