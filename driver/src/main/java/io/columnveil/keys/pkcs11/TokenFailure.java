package io.columnveil.keys.pkcs11;

import io.columnveil.issue.IssueException;
import io.columnveil.keys.service.ServiceFailure;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a failure of the JDK's provider means: it names the token's return code in its messages. */
final class TokenFailure {

  private static final Pattern RETURN_CODE = Pattern.compile("CKR_[A-Z0-9_]{1,60}");

  private static final Set<String> REFUSALS =
      Set.of(
          "CKR_PIN_INCORRECT",
          "CKR_PIN_LOCKED",
          "CKR_PIN_EXPIRED",
          "CKR_PIN_INVALID",
          "CKR_KEY_FUNCTION_NOT_PERMITTED",
          "CKR_KEY_TYPE_INCONSISTENT",
          "CKR_KEY_SIZE_RANGE",
          "CKR_MECHANISM_INVALID",
          "CKR_ENCRYPTED_DATA_INVALID",
          "CKR_ENCRYPTED_DATA_LEN_RANGE",
          "CKR_TOKEN_WRITE_PROTECTED");

  private TokenFailure() {}

  static IssueException of(ServiceFailure failure, Throwable problem) {
    if (problem instanceof IssueException issue) {
      return issue;
    }
    String code = returnCode(problem);
    if (REFUSALS.contains(code)) {
      return failure.refused(code);
    }
    return failure.unreachable(code.isEmpty() ? problem.getClass().getSimpleName() : code);
  }

  private static String returnCode(Throwable problem) {
    @Nullable Throwable cause = problem;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      Matcher code = RETURN_CODE.matcher("" + cause.getMessage());
      if (code.find()) {
        return code.group();
      }
      cause = cause.getCause();
    }
    return "";
  }
}
