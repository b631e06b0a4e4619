/** A symmetric key of AWS KMS as a key encryption key; the only user of the AWS SDK. */
@NullMarked
package io.columnveil.keys.aws;

import org.jspecify.annotations.NullMarked;
