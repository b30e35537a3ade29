// no gas is enough for an endless loop
>> {"jsonrpc":"2.0","id":1,"method":"eth_estimateGas","params":[{"to":"0xc100000000000000000000000000000000000000","gas":"0x186a0"},"latest",{"0xc100000000000000000000000000000000000000":{"code":"0x5b600056"}}]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"gas required exceeds allowance (100000)"}}
