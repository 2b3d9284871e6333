throw new Error('Policy refused');
