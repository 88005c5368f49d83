using TalentBank.Server.Running;

return await BankCommandLine.Run(args);
