// numbers have 63 bits
>> {"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["0x8000000000000000",true]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"invalid argument 0: block number larger than int64"}}
