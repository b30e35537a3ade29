// geth's answer for what it does not know
>> {"jsonrpc":"2.0","id":1,"method":"debug_getRawBlock","params":["0xff"]}
<< {"jsonrpc":"2.0","id":1,"result":"0x"}
