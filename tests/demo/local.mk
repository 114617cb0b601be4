# The invented practice.

c_tests += %D%/test_demo
%C%_test_demo_LDADD = src/demo/libdemo.a $(TEST_CLINIC)
