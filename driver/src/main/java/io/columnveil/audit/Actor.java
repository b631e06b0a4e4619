package io.columnveil.audit;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who acts, as far as this process can tell. */
public final class Actor {

  private Actor() {}

  /** The user of the operating system, the host and the process. */
  public static String ofProcess() {
    return System.getProperty("user.name", "unknown")
        + "@"
        + host()
        + " (process "
        + ProcessHandle.current().pid()
        + ")";
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
