// null where no fork has a time
>> {"jsonrpc":"2.0","id":1,"method":"eth_config","params":[]}
<< {"jsonrpc":"2.0","id":1,"result":{"current":null,"next":null,"last":null}}
