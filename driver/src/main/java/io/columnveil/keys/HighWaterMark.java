package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The highest change of each keyring that was seen, kept in another place than the keyring: who
 * puts an old keyring back must lower this too. Key commands raise it; drivers only compare.
 *
 * @param byKeyring change counters by identity of the keyring; empty if no mark was ever set
 */
public record HighWaterMark(Map<UUID, Long> byKeyring) {

  /** What the file of a table keyring's mark is called: the policy's name and this. */
  public static final String SUFFIX = ".mark";

  /** No mark was ever set. */
  public static final HighWaterMark NONE = new HighWaterMark(Map.of());

  private static final Pattern LINE = Pattern.compile("([0-9a-f-]{36}) ([0-9]{1,18})");

  public HighWaterMark {
    byKeyring = Map.copyOf(byKeyring);
  }

  /** Whether a keyring is one of these and not older than its mark. */
  public boolean allows(Keyring keyring) {
    Long mark = byKeyring.get(keyring.id());
    return mark == null ? byKeyring.isEmpty() : keyring.counter() >= mark;
  }

  /**
   * Compares.
   *
   * @throws IssueException 08V01 if the keyring is older than its mark, or another one
   */
  public void require(Keyring keyring) {
    if (allows(keyring)) {
      return;
    }
    Long mark = byKeyring.get(keyring.id());
    throw new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            mark == null
                ? "the keyring is not the one that was used with this database"
                : "the keyring was put back: it is at change "
                    + keyring.counter()
                    + ", and change "
                    + mark
                    + " was seen",
            "Put the newest keyring back; if it is lost, accept a backup with the command"
                + " keys restore --accept-rollback"));
  }

  /** The counter that a restored keyring must exceed, so that no process takes it for old. */
  public long above(Keyring keyring) {
    return Math.max(keyring.counter(), byKeyring.getOrDefault(keyring.id(), 0L));
  }

  /** With a keyring's mark raised to its counter. */
  public HighWaterMark raised(Keyring keyring) {
    Map<UUID, Long> changed = new HashMap<>(byKeyring);
    changed.merge(keyring.id(), keyring.counter(), Math::max);
    return new HighWaterMark(changed);
  }

  /** As a file: a line for each keyring. */
  public String text() {
    StringBuilder text = new StringBuilder();
    byKeyring.forEach((id, counter) -> text.append(id).append(' ').append(counter).append('\n'));
    return text.toString();
  }

  /**
   * From a file, if there is one.
   *
   * @throws IssueException 08V01 if it is damaged
   */
  public static HighWaterMark of(Optional<String> file) {
    return file.map(HighWaterMark::parse).orElse(NONE);
  }

  /**
   * From a file.
   *
   * @throws IssueException 08V01 if it is damaged: an empty mark would protect nothing
   */
  public static HighWaterMark parse(String text) {
    Map<UUID, Long> marks = new HashMap<>();
    for (String line : text.strip().split("\\R")) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IssueException(
            Issue.error(
                ErrorCode.POLICY_INVALID,
                "the keyring's high-water mark beside the policy is damaged",
                "Restore the file from a backup"));
      }
      marks.put(UUID.fromString(parts.group(1)), Long.parseLong(parts.group(2)));
    }
    return new HighWaterMark(marks);
  }
}
