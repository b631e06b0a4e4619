/** Apache Hadoop KMS as a key encryption key, over its REST interface; knows no Hadoop class. */
@NullMarked
package io.columnveil.keys.hadoop;

import org.jspecify.annotations.NullMarked;
