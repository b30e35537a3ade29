// a contract that is not there, in a block that is not either
>> {"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"0xc100000000000000000000000000000000000000"},"latest",{"0xc100000000000000000000000000000000000000":{"code":"0x4360005260206000f3"}},{"number":"0x1234"}]}
<< {"jsonrpc":"2.0","id":1,"result":"0x0000000000000000000000000000000000000000000000000000000000001234"}
