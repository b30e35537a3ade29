// a count that is none
>> {"jsonrpc":"2.0","id":1,"method":"eth_feeHistory","params":["many","latest",[]]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"invalid argument 0: invalid hex or decimal integer \"many\""}}
