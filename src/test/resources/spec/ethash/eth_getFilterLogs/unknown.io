// No filter of this replica or another.
>> {"jsonrpc":"2.0","id":1,"method":"eth_getFilterLogs","params":["0x1234"]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"filter not found"}}
