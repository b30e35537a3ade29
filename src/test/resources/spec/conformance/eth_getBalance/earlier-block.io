// what an account had after an earlier block
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["0x0c2c51a0990aee1d73c1228de158688341557508","0x10"]}
<< {"jsonrpc":"2.0","id":1,"result":"0xc097ce7bc90715b34b9f1000000002"}
