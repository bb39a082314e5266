Console.WriteLine("kopek");
return 0;
