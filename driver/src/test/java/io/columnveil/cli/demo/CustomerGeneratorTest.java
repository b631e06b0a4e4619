package io.columnveil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerGeneratorTest {

  private final List<Customer> customers = new CustomerGenerator().generate(400);

  @Test
  void makesUpTheSameCustomersEveryTime() {
    assertThat(new CustomerGenerator().generate(400)).isEqualTo(customers);
  }

  @Test
  void givesEachCustomerAnEmailAndAPhoneNumberOfTheirOwn() {
    assertThat(customers).extracting(Customer::email).doesNotHaveDuplicates();
    assertThat(customers).extracting(Customer::phone).doesNotHaveDuplicates();
  }

  @Test
  void printsNoValue() {
    Customer customer = customers.get(0);
    assertThat(customer.toString()).doesNotContain(customer.email(), customer.phone());
  }
}
