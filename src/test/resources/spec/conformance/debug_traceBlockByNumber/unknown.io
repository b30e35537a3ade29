// above the head
>> {"jsonrpc":"2.0","id":1,"method":"debug_traceBlockByNumber","params":["0xffff"]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"block #65535 not found"}}
