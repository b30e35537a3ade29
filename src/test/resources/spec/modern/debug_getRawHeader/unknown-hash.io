// geth's answer for what it does not know
>> {"jsonrpc":"2.0","id":1,"method":"debug_getRawHeader","params":["0x1111111111111111111111111111111111111111111111111111111111111111"]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"header not found"}}
