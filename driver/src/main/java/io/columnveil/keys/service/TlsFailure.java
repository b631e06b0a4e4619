package io.columnveil.keys.service;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a server could not be talked to, as far as a DBA can mend it; never the server's words. */
final class TlsFailure {

  /** Bounds chains of causes, which may be circular. */
  private static final int DEPTH = 20;

  private TlsFailure() {}

  static String reason(IOException failure) {
    if (!isTls(failure)) {
      return failure.getClass().getSimpleName();
    }
    Throwable root = failure;
    for (int i = 0; i < DEPTH && root.getCause() != null; i++) {
      root = root.getCause();
      if (root instanceof CertificateExpiredException
          || root instanceof CertificateNotYetValidException) {
        return "its certificate has expired, or is not valid yet";
      }
    }
    if (root instanceof CertPathBuilderException || root instanceof CertPathValidatorException) {
      return "its certificate is of no authority that is trusted here (caFile)";
    }
    if (root instanceof CertificateException) {
      return "its certificate is of another host than the address names";
    }
    String words = String.valueOf(failure.getMessage());
    return words.contains("certificate")
        ? "it does not accept our certificate (clientCertificate)"
        : "no TLS connection: " + failure.getClass().getSimpleName();
  }

  private static boolean isTls(@Nullable Throwable failure) {
    Throwable at = failure;
    for (int i = 0; i < DEPTH && at != null; i++) {
      if (at instanceof SSLException || at instanceof CertificateException) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
