// beyond the last
>> {"jsonrpc":"2.0","id":1,"method":"eth_getTransactionByBlockNumberAndIndex","params":["0x22","0xff"]}
<< {"jsonrpc":"2.0","id":1,"result":null}
