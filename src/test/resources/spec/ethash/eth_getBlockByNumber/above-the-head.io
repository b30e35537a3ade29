// a block that is not yet there is null
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["0x29",true]}
<< {"jsonrpc":"2.0","id":1,"result":null}
