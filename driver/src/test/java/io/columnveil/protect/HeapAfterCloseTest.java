package io.columnveil.protect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.columnveil.crypto.JceServices;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.TestKek;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import java.lang.management.ManagementFactory;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapAfterCloseTest {

  private static final long WINDOW = 64L * 1024 * 1024;

  /**
   * The serial collector, which small machines have, leaves a few dead objects where they are and
   * dumps them as fillers; only one collection in four moves everything together.
   */
  private static final int COLLECTIONS = 4;

  @TempDir Path folder;

  @Test
  void aHeapDumpAfterCloseHoldsNoKeyAlthoughTheConnectionIsStillOpen() throws Exception {
    Keyring keyring = TestKek.keyring("d");
    List<byte[]> inverted = TestKek.inverted(keyring, "d");
    Protectors protectors = new Protectors(keyring, JceServices.platform(), new SecureRandom());
    ColumnProtector protector =
        protectors.of(
            ProtectedColumns.of(
                LogicalType.of(TypeName.TEXT),
                new Scheme.Randomized(Optional.empty()),
                "d",
                Storage.TEXT,
                ColumnState.ENCRYPTED));
    assertThat(protector.decrypt(protector.encrypt("a value"))).isEqualTo("a value");
    assertThat(find(dump("open"), inverted)).as("the search finds what is there").isTrue();

    keyring.close();

    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    assertThat(find(dump("closed"), inverted)).isFalse();
    assertThat(protectors.keyring()).isSameAs(keyring);
  }

  private Path dump(String name) throws Exception {
    Path file = folder.resolve(name + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    return file;
  }

  private static boolean find(Path dump, List<byte[]> inverted) throws Exception {
    try (FileChannel channel = FileChannel.open(dump)) {
      for (long at = 0; at < channel.size(); at += WINDOW) {
        // windows overlap by more than a key
        long length = Math.min(WINDOW + 64, channel.size() - at);
        MappedByteBuffer window = channel.map(FileChannel.MapMode.READ_ONLY, at, length);
        for (byte[] key : inverted) {
          if (find(window, key)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean find(MappedByteBuffer window, byte[] inverted) {
    byte first = (byte) ~inverted[0];
    int last = window.limit() - inverted.length;
    for (int at = 0; at <= last; at++) {
      if (window.get(at) == first && matches(window, at, inverted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(MappedByteBuffer window, int at, byte[] inverted) {
    for (int i = 0; i < inverted.length; i++) {
      if (window.get(at + i) != (byte) ~inverted[i]) {
        return false;
      }
    }
    return true;
  }
}
