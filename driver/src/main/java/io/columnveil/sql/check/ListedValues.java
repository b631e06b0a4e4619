package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.bind.ListedForm;
import io.columnveil.sql.bind.ListedReference;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * Values of a list are encrypted where the list stands, so each of their uses must be able to name
 * its own form, and none may need the plaintext.
 */
final class ListedValues implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (use instanceof Use.ListedOpenly) {
      return Optional.of(
          refusal(
              use,
              "the values of this list are encrypted for "
                  + use.column().shortName()
                  + " where they stand, so they cannot be used as plaintext here",
              "Write the value a second time in the list, or use a parameter here"));
    }
    boolean reachable = true;
    if (use instanceof Use.ListedComparison comparison) {
      reachable = comparison.list().reaches(ListedForm.compared(comparison.column()));
    } else if (use instanceof Use.ListedWritten written) {
      reachable =
          written.list().reaches(ListedForm.stored(written.column()))
              && ListedForm.beside(written.column()).stream()
                  .allMatch(form -> besides(written.list(), form));
    }
    return reachable
        ? Optional.empty()
        : Optional.of(
            refusal(
                use,
                "the values for "
                    + use.column().shortName()
                    + " come out of a list in a way in which its lookup tokens cannot come with"
                    + " them",
                "Name every column of the list after its alias, and use the list itself here"));
  }

  private static boolean besides(ListedReference list, ListedForm form) {
    return list.gives(form) || list.text(form).isPresent();
  }

  private static Finding refusal(Use use, String message, String remedy) {
    return new Finding(
        ErrorCode.VALUE_NOT_ENCRYPTABLE,
        use.span(),
        message + " (" + use.column().rule() + ")",
        remedy);
  }
}
