// It takes none.
>> {"jsonrpc":"2.0","id":1,"method":"eth_newBlockFilter","params":[true]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"too many arguments, want at most 0"}}
