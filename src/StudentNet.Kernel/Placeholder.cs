namespace StudentNet.Kernel;
