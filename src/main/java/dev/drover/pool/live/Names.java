package dev.drover.pool.live;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a replica calls itself where nobody gave it a name. */
final class Names {
    private Names() {}

    static String host() {
        String process = "/" + ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + process;
        } catch (UnknownHostException e) {
            return "replica" + process;
        }
    }
}
