package io.columnveil.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Simple case folding of Unicode 15.0 from a table of our own. {@code String.toLowerCase} follows
 * the Unicode version of the JDK, and so would give other tokens on another JDK. Immutable.
 */
final class CaseFolding {

  private static final String RESOURCE = "case-folding-15.0.txt";
  private static final CaseFolding TABLE = load();

  private final int[] first;
  private final int[] last;
  private final int[] step;
  private final int[] delta;

  private CaseFolding(List<String> lines) {
    int size = lines.size();
    first = new int[size];
    last = new int[size];
    step = new int[size];
    delta = new int[size];
    for (int i = 0; i < size; i++) {
      String[] fields = lines.get(i).split(" ");
      first[i] = Integer.parseInt(fields[0], 16);
      last[i] = Integer.parseInt(fields[1], 16);
      step[i] = Integer.parseInt(fields[2]);
      delta[i] = Integer.parseInt(fields[3]);
    }
  }

  static int fold(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + ('a' - 'A') : codePoint;
    }
    return TABLE.find(codePoint);
  }

  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      folded.appendCodePoint(fold(codePoint));
      i += Character.charCount(codePoint);
    }
    return folded.toString();
  }

  private int find(int codePoint) {
    int low = 0;
    int high = first.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (codePoint < first[middle]) {
        high = middle - 1;
      } else if (codePoint > last[middle]) {
        low = middle + 1;
      } else {
        boolean folds = (codePoint - first[middle]) % step[middle] == 0;
        return folds ? codePoint + delta[middle] : codePoint;
      }
    }
    return codePoint;
  }

  private static CaseFolding load() {
    try (InputStream in = CaseFolding.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          lines.add(line);
        }
      }
      return new CaseFolding(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
