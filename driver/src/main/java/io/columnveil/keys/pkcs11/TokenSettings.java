package io.columnveil.keys.pkcs11;

import io.columnveil.keys.ProviderSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which token, which key, and how the JDK's provider is told. */
final class TokenSettings {

  private final ProviderSettings settings;
  private final String configuration;
  private final String label;

  TokenSettings(ProviderSettings settings) {
    this.settings = settings;
    this.label = settings.required("key");
    this.configuration = configuration();
  }

  String label() {
    return label;
  }

  /** The caller zeroes it. */
  char[] pin() {
    return settings.secret("pin");
  }

  boolean generateKey() {
    return settings.flag("generateKey", false);
  }

  /** In the language of the JDK's provider; holds no secret. */
  String provider() {
    return configuration;
  }

  private String configuration() {
    Path library =
        settings
            .path("library")
            .orElseThrow(() -> settings.invalid("provider 'pkcs11' needs 'library'", "Add it"));
    if (!Files.isRegularFile(library) || !library.toString().matches("[^\"\\\\\\p{Cntrl}]+")) {
      throw settings.invalid("the PKCS#11 library is not there", "Check the setting 'library'");
    }
    Optional<Integer> slot = settings.number("slot");
    Optional<Integer> index = settings.number("slotListIndex");
    if (slot.isPresent() && index.isPresent()) {
      throw settings.invalid("slot and slotListIndex are both there", "Leave one of them out");
    }
    String place = slot.isPresent() ? "slot = " + slot.get() : "slotListIndex = " + index.orElse(0);
    // What is made by generateKey or imported stays in the token and cannot be read out of it.
    return "--name = columnveil\n"
        + "library = \""
        + library.toAbsolutePath()
        + "\"\n"
        + place
        + "\nattributes(generate, CKO_SECRET_KEY, *) = {\n"
        + "  CKA_TOKEN = true\n"
        + "  CKA_PRIVATE = true\n"
        + "  CKA_SENSITIVE = true\n"
        + "  CKA_EXTRACTABLE = false\n"
        + "  CKA_ENCRYPT = true\n"
        + "  CKA_DECRYPT = true\n"
        + "}\n"
        + "attributes(import, CKO_SECRET_KEY, *) = {\n"
        + "  CKA_PRIVATE = true\n"
        + "  CKA_SENSITIVE = true\n"
        + "  CKA_EXTRACTABLE = false\n"
        + "  CKA_ENCRYPT = true\n"
        + "  CKA_DECRYPT = true\n"
        + "}\n";
  }
}
