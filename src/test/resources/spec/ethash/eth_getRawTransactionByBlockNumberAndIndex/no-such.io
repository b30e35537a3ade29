// beyond the last
>> {"jsonrpc":"2.0","id":1,"method":"eth_getRawTransactionByBlockNumberAndIndex","params":["0x22","0xff"]}
<< {"jsonrpc":"2.0","id":1,"result":"0x"}
