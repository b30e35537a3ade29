// a chain of which no block was ever safe
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["safe",false]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"safe block not found"}}
