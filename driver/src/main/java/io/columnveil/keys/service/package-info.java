/**
 * What key encryption keys outside this process have in common: a token or a server wraps and
 * unwraps, refuses or does not answer. Knows HTTP and JSON, but no server's own language.
 */
@NullMarked
package io.columnveil.keys.service;

import org.jspecify.annotations.NullMarked;
