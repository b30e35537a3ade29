package dev.drover.pool.live;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a replica calls itself where nobody gave it a name. */
final class ReplicaName {
    private ReplicaName() {}

    /** Host name and HTTP port; the process stands for a port that the system chooses. */
    static String of(int httpPort) {
        String suffix = httpPort == 0 ? "/" + ProcessHandle.current().pid() : ":" + httpPort;
        try {
            return InetAddress.getLocalHost().getHostName() + suffix;
        } catch (UnknownHostException e) {
            return "replica" + suffix;
        }
    }
}
