package dev.drover.rpc;

import dev.drover.json.Json;
import java.util.Set;
import java.util.TreeSet;

/** The {@code rpc_} namespace, which describes the other methods (geth: rpc/server.go). */
public final class RpcModules {
    private RpcModules() {}

    /** Registers the method. It returns the namespaces that the table contains at the time of the call. */
    public static void register(MethodTable table) {
        table.add("rpc_modules", Lane.INSTANT, () -> modules(table));
    }

    private static Json modules(MethodTable table) {
        Set<String> namespaces = new TreeSet<>();
        table.names().forEach(name -> namespaces.add(name.substring(0, name.indexOf('_'))));
        return out -> {
            out.beginObject();
            // Every namespace has always had this version.
            namespaces.forEach(namespace -> out.name(namespace).string("1.0"));
            out.endObject();
        };
    }
}
