// where there is no account there is no ether
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["0xffffffffffffffffffffffffffffffffffffffff","latest"]}
<< {"jsonrpc":"2.0","id":1,"result":"0x0"}
