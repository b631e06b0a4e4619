package io.columnveil.cli;

import io.columnveil.keys.ImportOffer;
import io.columnveil.keys.KeyImport;
import io.columnveil.keys.Keyring;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings in a key that a customer made (BYOK). */
@Command(
    name = "import",
    description = {
      "Bring in a customer's key (BYOK) as the key encryption key. Data is not touched.",
      "First --offer DIR: makes a one-time key pair; the customer wraps a 256-bit key by it.",
      "Then --offer DIR --wrapped FILE --to NEW-POLICY: puts the key where the new policy's"
          + " wrappedBy says (provider file or pkcs11), proves it, and lets it open the keyring"
          + " beside the present key.",
      "For a key that is in the customer's HSM or key service: --reference --to.",
      "Bring the new policy to all hosts, then run keys rewrap --finish with it."
    },
    mixinStandardHelpOptions = true)
final class KeysImportCommand implements Callable<Integer> {

  private static final int LONGEST_DAYS = 90;

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policy = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin Confirmation confirmation = new Confirmation();
  @Mixin JsonOption json = new JsonOption();

  @Option(
      names = "--offer",
      paramLabel = "DIR",
      description = "Folder of the offer: made without --wrapped, used up with it.")
  @Nullable Path offer;

  @Option(names = "--wrapped", paramLabel = "FILE", description = "What the customer sent.")
  @Nullable Path wrapped;

  @Option(
      names = "--reference",
      description = "The key is where the new policy says already: in an HSM or a key service.")
  boolean reference;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "A policy with the same keyring and the wrappedBy of the customer's key.")
  @Nullable String to;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "rsa",
      description =
          "Of the one-time key pair: rsa (RSA-OAEP, RSA-AES-KWP) or hpke (default:"
              + " ${DEFAULT-VALUE}).")
  String kind = "rsa";

  @Option(
      names = "--valid-days",
      paramLabel = "DAYS",
      defaultValue = "7",
      description = "How long the offer holds, at most 90 days (default: ${DEFAULT-VALUE}).")
  int validDays;

  private final KeyImport keyImport = new KeyImport(new SecureRandom(), Clock.systemUTC());

  @Override
  public Integer call() throws SQLException {
    if (reference && offer == null && wrapped == null && to != null) {
      return refer(to);
    }
    if (!reference && offer != null && wrapped == null && to == null) {
      return offer(new OfferFolder(offer));
    }
    if (!reference && offer != null && wrapped != null && to != null) {
      return accept(new OfferFolder(offer), wrapped, to);
    }
    throw Console.of(command)
        .usage(
            "Give --offer DIR, or --offer DIR --wrapped FILE --to FILE, or --reference --to FILE");
  }

  private int offer(OfferFolder folder) throws SQLException {
    ImportOffer.Kind wanted = kind();
    if (validDays < 1 || validDays > LONGEST_DAYS) {
      throw Console.of(command).usage("--valid-days takes 1 to " + LONGEST_DAYS);
    }
    if (folder.hasOffer()) {
      throw Console.of(command)
          .usage("There is an offer in " + folder + ": use it up, delete it, or name another");
    }
    try (OpenKeyring keyring = OpenKeyring.of(policy, database, doing())) {
      try (Keyring present = keyring.read()) {
        KeyImport.Made made =
            keyImport.offer(
                keyring.access(),
                keyring.policy().keys().wrappedBy(),
                wanted,
                Duration.ofDays(validDays));
        folder.write(made);
        keyring.audit(
            present, "made an offer to import a key, public key " + made.offer().fingerprint());
        print(folder, made.offer());
      }
    }
    return ExitCode.DONE;
  }

  private int accept(OfferFolder folder, Path file, String location) throws SQLException {
    KeyringMove move = new KeyringMove(command);
    try (OpenKeyring from = OpenKeyring.of(policy, database, doing());
        OpenKeyring next = OpenKeyring.of(location, database, doing())) {
      move.requireSameKeyring(from, next);
      if (!folder.hasOffer() && !isOpenedBy(next)) {
        throw Console.of(command)
            .usage("There is no offer in " + folder + ": make one with keys import --offer");
      }
      if (folder.hasOffer()) {
        if (!asked(from, next)) {
          return ExitCode.PROBLEMS;
        }
        byte[] sent = OfferFolder.wrappedKey(file);
        move.carryOut(
            from,
            () ->
                keyImport.accept(
                    folder.kept(),
                    sent,
                    from.access(),
                    from.policy().keys().wrappedBy(),
                    next.policy().keys().wrappedBy()));
      }
      move.prove(from, next);
      // Only now: until the key is proved the customer's file may be needed again.
      folder.destroy();
      print(
          next,
          "The customer's key opens the keyring now, beside the present one, and the"
              + " one-time key is destroyed.");
    }
    return ExitCode.DONE;
  }

  private int refer(String location) throws SQLException {
    KeyringMove move = new KeyringMove(command);
    try (OpenKeyring from = OpenKeyring.of(policy, database, doing());
        OpenKeyring next = OpenKeyring.of(location, database, doing())) {
      move.requireSameKeyring(from, next);
      if (!asked(from, next)) {
        return ExitCode.PROBLEMS;
      }
      move.begin(from, next);
      print(next, "The customer's key opens the keyring now, beside the present one.");
    }
    return ExitCode.DONE;
  }

  /** A run that was cut off after it had destroyed the offer. */
  private static boolean isOpenedBy(OpenKeyring next) throws SQLException {
    try (Keyring keyring = next.read()) {
      return keyring.isBetweenKeys();
    } catch (io.columnveil.issue.IssueException e) {
      return false;
    }
  }

  private OpenKeyring.Doing doing() {
    return OpenKeyring.Doing.of("keys import", command);
  }

  private boolean asked(OpenKeyring from, OpenKeyring next) {
    return confirmation.ask(
        "Let the customer's key of provider '"
            + next.policy().keys().wrappedBy().name()
            + "' open the keyring, beside '"
            + from.policy().keys().wrappedBy().name()
            + "'?",
        "import");
  }

  private ImportOffer.Kind kind() {
    return switch (kind) {
      case "rsa" -> ImportOffer.Kind.RSA;
      case "hpke" -> ImportOffer.Kind.HPKE;
      default -> throw Console.of(command).usage("--kind takes rsa or hpke");
    };
  }

  private void print(OfferFolder folder, ImportOffer made) {
    Screen screen = Console.of(command).out();
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("offer", folder.toString());
      result.put("publicKey", folder.publicKey().toString());
      result.put("fingerprint", made.fingerprint());
      result.put("kind", made.kind().name().toLowerCase(Locale.ROOT));
      result.put("expires", made.expires().toString());
      screen.line(Json.text(result));
      return;
    }
    screen.line("Made an offer, which holds until " + made.expires());
    screen.line("  for the customer: " + folder.publicKey());
    screen.line("  its fingerprint, to be compared over another way (SHA-256 of its DER):");
    screen.line("    " + made.fingerprint());
    screen.line("  how to wrap a key by it: key-providers.md, a customer's own key");
    screen.line("  then run keys import --offer " + folder + " --wrapped FILE --to NEW-POLICY");
  }

  private void print(OpenKeyring next, String done) {
    Screen screen = Console.of(command).out();
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("keyring", next.policy().keys().keyring());
      result.put("provider", next.policy().keys().wrappedBy().name());
      result.put("opens", "both");
      screen.line(Json.text(result));
      return;
    }
    screen.line(done);
    screen.line("  Bring the new policy to all hosts, then run keys rewrap --finish with it, and");
    screen.line("  destroy the old key: until then it opens the keyring too.");
  }
}
