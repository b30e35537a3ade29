// no tracer but those that are built in
>> {"jsonrpc":"2.0","id":1,"method":"debug_traceTransaction","params":["0xc1d605c6612a5fe84dc95810030bfe5b1d327652b381bc695e28f50d13b2b09e",{"tracer":"{step: function() {}}"}]}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"tracer \"{step: function() {}}\" is not known: there are callTracer, flatCallTracer, prestateTracer, 4byteTracer, noopTracer and muxTracer; none in JavaScript"}}
