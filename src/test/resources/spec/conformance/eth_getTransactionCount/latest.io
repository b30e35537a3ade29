// a sender's nonce
>> {"jsonrpc":"2.0","id":1,"method":"eth_getTransactionCount","params":["0x0c2c51a0990aee1d73c1228de158688341557508"]}
<< {"jsonrpc":"2.0","id":1,"result":"0x0"}
