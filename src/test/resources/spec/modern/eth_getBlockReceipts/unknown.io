// null, not an error
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBlockReceipts","params":["0x1111111111111111111111111111111111111111111111111111111111111111"]}
<< {"jsonrpc":"2.0","id":1,"result":null}
