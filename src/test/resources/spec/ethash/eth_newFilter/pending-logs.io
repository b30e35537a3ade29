// Logs of pending blocks are not supported.
>> {"jsonrpc":"2.0","id":1,"method":"eth_newFilter","params":[{"toBlock":"pending"}]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"pending logs are not supported"}}
