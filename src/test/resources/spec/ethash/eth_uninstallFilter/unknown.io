// No filter of this replica or another.
>> {"jsonrpc":"2.0","id":1,"method":"eth_uninstallFilter","params":["0x1234"]}
<< {"jsonrpc":"2.0","id":1,"result":false}
