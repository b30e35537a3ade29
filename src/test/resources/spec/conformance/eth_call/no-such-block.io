// upon a block that is not there
>> {"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"0xc100000000000000000000000000000000000000"},"0xfffff"]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"header not found"}}
