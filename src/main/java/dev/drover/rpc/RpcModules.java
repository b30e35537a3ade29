package dev.drover.rpc;

import dev.drover.json.Json;
import java.util.Set;
import java.util.TreeSet;

/** The {@code rpc_} family: about the methods themselves (geth: rpc/server.go). */
public final class RpcModules {
    private RpcModules() {}

    /** Adds the method. It tells the namespaces that the table has when it is asked. */
    public static void register(MethodTable table) {
        table.add("rpc_modules", Lane.INSTANT, () -> modules(table));
    }

    private static Json modules(MethodTable table) {
        Set<String> namespaces = new TreeSet<>();
        table.names().forEach(name -> namespaces.add(name.substring(0, name.indexOf('_'))));
        return out -> {
            out.beginObject();
            // No namespace has ever had another version.
            namespaces.forEach(namespace -> out.name(namespace).string("1.0"));
            out.endObject();
        };
    }
}
