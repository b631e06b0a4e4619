package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Where AES and HMAC come from: the platform's order of providers, or one named provider for those
 * who need a validated module. Immutable and thread-safe; what it returns is not.
 */
public final class JceServices {

  private final @Nullable Provider provider;

  private JceServices(@Nullable Provider provider) {
    this.provider = provider;
  }

  /** The platform's own order of providers. */
  public static JceServices platform() {
    return new JceServices(null);
  }

  /**
   * The named provider, or the platform's order if there is no name.
   *
   * @throws IllegalArgumentException if no provider of that name is installed
   */
  public static JceServices named(Optional<String> name) {
    if (name.isEmpty()) {
      return platform();
    }
    Provider found = Security.getProvider(name.get());
    if (found == null) {
      throw new IllegalArgumentException("no JCE provider '" + name.get() + "' is installed");
    }
    return new JceServices(found);
  }

  Cipher cipher(String transformation) {
    try {
      return provider == null
          ? Cipher.getInstance(transformation)
          : Cipher.getInstance(transformation, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JCE provider lacks " + transformation, e);
    }
  }

  Mac mac(String algorithm) {
    try {
      return provider == null ? Mac.getInstance(algorithm) : Mac.getInstance(algorithm, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JCE provider lacks " + algorithm, e);
    }
  }
}
