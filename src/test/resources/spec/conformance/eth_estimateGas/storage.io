// what it takes to fill a slot, and a little more
>> {"jsonrpc":"2.0","id":1,"method":"eth_estimateGas","params":[{"to":"0xc100000000000000000000000000000000000000"},"latest",{"0xc100000000000000000000000000000000000000":{"code":"0x6001600055"}}]}
<< {"jsonrpc":"2.0","id":1,"result":"0xa9da"}
