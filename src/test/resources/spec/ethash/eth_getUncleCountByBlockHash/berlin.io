// by hash
>> {"jsonrpc":"2.0","id":1,"method":"eth_getUncleCountByBlockHash","params":["0x5cd9887a5ccb96255ef35960dc26f6d1d14955f0a38fecb566ee3673d21aec19"]}
<< {"jsonrpc":"2.0","id":1,"result":"0x0"}
