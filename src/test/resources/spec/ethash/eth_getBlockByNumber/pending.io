// a replica builds no blocks
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["pending",true]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"pending block is not available"}}
