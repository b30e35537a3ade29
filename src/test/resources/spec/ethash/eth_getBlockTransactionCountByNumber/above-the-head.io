// null, not zero
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBlockTransactionCountByNumber","params":["0x29"]}
<< {"jsonrpc":"2.0","id":1,"result":null}
