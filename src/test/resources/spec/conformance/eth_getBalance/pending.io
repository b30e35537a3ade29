// there is no pending state
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["0xffffffffffffffffffffffffffffffffffffffff","pending"]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"pending state is not available"}}
