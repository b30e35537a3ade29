package dev.drover.pool.live;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The default name of a replica. */
final class ReplicaName {
    private ReplicaName() {}

    /** Returns host name and HTTP port, or the process id instead of a port that the system chooses. */
    static String of(int httpPort) {
        String suffix = httpPort == 0 ? "/" + ProcessHandle.current().pid() : ":" + httpPort;
        try {
            return InetAddress.getLocalHost().getHostName() + suffix;
        } catch (UnknownHostException e) {
            return "replica" + suffix;
        }
    }
}
