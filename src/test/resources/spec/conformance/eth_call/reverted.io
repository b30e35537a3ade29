// what a contract says when it takes everything back
>> {"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"0xc100000000000000000000000000000000000000"},"latest",{"0xc100000000000000000000000000000000000000":{"code":"0x60aa60005260206000fd"}}]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted","data":"0x00000000000000000000000000000000000000000000000000000000000000aa"}}
